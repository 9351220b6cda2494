import {
  Button,
  Dropdown,
  Field,
  FieldContextProvider,
  Input,
  makeStyles,
  Option,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useWording } from '../locales/context.ts';
import type { FormField } from './fields.ts';
import type { FormSource } from './source.ts';

const useStyles = makeStyles({
  texts: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  text: { display: 'flex', alignItems: 'flex-end', gap: tokens.spacingHorizontalXS },
  input: { flexGrow: 1, minWidth: 0 },
});

/** Offered where a schema does not say which languages there may be. */
const common = ['en', 'de', 'ar', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'tr', 'uk', 'zh'];

interface LanguageTextsProps {
  readonly form: FormSource;
  readonly path: string;
  readonly label: string;
  readonly field: Extract<FormField, { kind: 'texts' }>;
}

/** One text in as many languages as are wanted; a language is added when there is something to say in it. */
export function LanguageTexts({ form, path, label, field }: LanguageTextsProps) {
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = (form.value(path) ?? {}) as Readonly<Record<string, string>>;
  const languages = Object.keys(texts);
  const left = (field.keys ?? common).filter((key) => !languages.includes(key));
  const put = (language: string, text: string) => form.set(path, { ...texts, [language]: text });
  return (
    // Each language has a name of its own, which the label of the whole must not replace.
    <FieldContextProvider value={undefined}>
      <div className={styles.texts} role="group" aria-label={label}>
        {languages.map((language) => (
          <div key={language} className={styles.text}>
            <Field className={styles.input} label={format.language(language)} size="small">
              <Input
                value={texts[language] ?? ''}
                readOnly={form.readOnly}
                lang={language}
                dir="auto"
                {...(field.maxLength === undefined ? {} : { maxLength: field.maxLength })}
                onChange={(_, data) => put(language, data.value)}
              />
            </Field>
            {form.readOnly ? null : (
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                aria-label={t.common.removeNamed(format.language(language))}
                onClick={() => {
                  const { [language]: _, ...rest } = texts;
                  form.set(path, rest);
                }}
              />
            )}
          </div>
        ))}
        {form.readOnly || left.length === 0 ? null : (
          <Dropdown
            inlinePopup
            aria-label={t.forms.addLanguage(label)}
            placeholder={t.forms.chooseLanguage}
            selectedOptions={[]}
            value=""
            onOptionSelect={(_, data) => {
              if (data.optionValue !== undefined) put(data.optionValue, '');
            }}
          >
            {left.map((language) => (
              <Option key={language} value={language}>
                {format.language(language)}
              </Option>
            ))}
          </Dropdown>
        )}
      </div>
    </FieldContextProvider>
  );
}
