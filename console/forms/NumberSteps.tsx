import { Button, FieldContextProvider, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { useWording } from '../locales/context.ts';
import type { FormField } from './fields.ts';
import { NumberInput } from './NumberInput.tsx';
import type { FormSource } from './source.ts';

const useStyles = makeStyles({
  steps: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    paddingBottom: tokens.spacingVerticalXS,
  },
  step: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS },
});

interface NumberStepsProps {
  readonly form: FormSource;
  readonly path: string;
  readonly label: string;
  readonly field: Extract<FormField, { kind: 'numbers' }>;
}

/** A short list of numbers, each with a meaning by its place. */
export function NumberSteps({ form, path, label, field }: NumberStepsProps) {
  const styles = useStyles();
  const { t } = useWording();
  const { item } = field;
  const values = (form.value(path) ?? []) as readonly number[];
  const put = (next: readonly number[]) => form.set(path, next);
  return (
    // Each step has a name of its own, which the label of the whole must not replace.
    <FieldContextProvider value={undefined}>
      <div className={styles.steps} role="group" aria-label={label}>
        {values.map((value, index) => (
          // The place is what identifies a step.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={styles.step}>
            <NumberInput
              aria-label={t.policy.settings.item(label, index + 1)}
              field={item}
              value={value}
              readOnly={form.readOnly}
              onNumber={(next) => put(values.with(index, next ?? value))}
              onRejected={(message) => form.reject(`${path}.${index}`, message)}
            />
            {values.length > field.minItems && !form.readOnly ? (
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={t.policy.settings.removeItem(index + 1)}
                onClick={() => {
                  form.reject(`${path}.${index}`, null);
                  put(values.toSpliced(index, 1));
                }}
              />
            ) : null}
          </div>
        ))}
        {values.length < field.maxItems && !form.readOnly ? (
          <div>
            <Button
              size="small"
              icon={<AddRegular />}
              onClick={() => put([...values, values.at(-1) ?? item.min ?? 0])}
            >
              {t.policy.settings.addItem}
            </Button>
          </div>
        ) : null}
      </div>
    </FieldContextProvider>
  );
}
