import {
  Button,
  Checkbox,
  FieldContextProvider,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useWording } from '../locales/context.ts';
import { type FormField, readable } from './fields.ts';
import type { FormSource } from './source.ts';

const useStyles = makeStyles({
  choices: { display: 'flex', flexDirection: 'column' },
  long: {
    maxHeight: '20rem',
    overflowY: 'auto',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  count: { flexGrow: 1 },
});

/** More than this many do not stand open on a page. */
const SHORT = 10;

/** A choice's own words stand under the path of its setting. */
export function choiceText(form: FormSource, path: string, option: string): string {
  return form.textOf(`${path}=${option}`)?.label ?? readable(option);
}

interface ChoicesProps {
  readonly form: FormSource;
  readonly path: string;
  readonly label: string;
  readonly field: Extract<FormField, { kind: 'choices' }>;
}

/** Any number out of a known list. */
export function Choices({ form, path, field, label }: ChoicesProps) {
  const styles = useStyles();
  const { t } = useWording();
  const chosen = (form.value(path) ?? []) as readonly string[];
  const { options, optionTexts } = field;
  const long = options.length > SHORT;
  // In the order of the schema, so that choosing back and forth changes nothing.
  const put = (wanted: (option: string) => boolean) => form.set(path, options.filter(wanted));
  return (
    <FieldContextProvider value={undefined}>
      {long ? (
        <div className={styles.head}>
          <Text className={styles.count} aria-live="polite">
            {t.forms.chosen(chosen.length, options.length)}
          </Text>
          {form.readOnly ? null : (
            <>
              <Button size="small" onClick={() => put(() => true)}>
                {t.forms.all}
              </Button>
              <Button size="small" onClick={() => put(() => false)}>
                {t.forms.noneOfThem}
              </Button>
            </>
          )}
        </div>
      ) : null}
      <div
        className={mergeClasses(styles.choices, long && styles.long)}
        role="group"
        aria-label={label}
      >
        {options.map((option) => (
          <Checkbox
            key={option}
            label={optionTexts[option] ?? choiceText(form, path, option)}
            checked={chosen.includes(option)}
            disabled={form.readOnly}
            onChange={(_, { checked }) =>
              put((one) => (one === option ? checked === true : chosen.includes(one)))
            }
          />
        ))}
      </div>
    </FieldContextProvider>
  );
}
