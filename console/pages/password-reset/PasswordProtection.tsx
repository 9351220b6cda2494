import {
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { passwordPolicySchema } from '../../../src/contract/shapes.ts';
import { fieldsOf } from '../../forms/fields.ts';
import { linesOf } from '../../forms/lines.ts';
import { useWording } from '../../locales/context.ts';
import { Section } from '../../parts/Section.tsx';
import type { PolicyEditor } from '../../policy/editor.ts';
import { PolicyPage } from '../../policy/PolicyPage.tsx';
import { SettingsForm } from '../../policy/SettingsForm.tsx';
import { checkWords } from './words.ts';

const useStyles = makeStyles({
  words: { minHeight: '12rem', fontFamily: tokens.fontFamilyMonospace },
});

const lengths = new Set(['minLength', 'maxLength', 'characterClasses']);
/** Has a part of its own, which looks at each word. */
const words = 'customWords';

export function PasswordProtection() {
  const { t } = useWording();
  const fields = useMemo(() => fieldsOf(z.toJSONSchema(passwordPolicySchema)), []);
  return (
    <PolicyPage title={t.policy.protection.title} description={t.policy.protection.description}>
      {(editor) => (
        <>
          <Section title={t.policy.protection.length}>
            <SettingsForm
              editor={editor}
              path="password"
              fields={fields.filter((field) => lengths.has(field.name))}
            />
            <Advice editor={editor} />
          </Section>
          <Section title={t.policy.protection.blocklist}>
            <SettingsForm
              editor={editor}
              path="password"
              fields={fields.filter(({ name }) => !lengths.has(name) && name !== words)}
            />
            <CustomWords editor={editor} />
          </Section>
        </>
      )}
    </PolicyPage>
  );
}

function Advice({ editor }: { readonly editor: PolicyEditor }) {
  const { t } = useWording();
  const { minLength, characterClasses } = editor.policy.password;
  const texts = t.policy.protection.advice;
  const advice = [
    ...(minLength < 15 ? [texts.shortPassword] : []),
    ...(characterClasses > 0 ? [texts.classes] : []),
  ];
  if (advice.length === 0) return null;
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>{advice.join(' ')}</MessageBarBody>
    </MessageBar>
  );
}

const path = `password.${words}`;

function CustomWords({ editor }: { readonly editor: PolicyEditor }) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.policy.protection;
  const kept = editor.policy.password.customWords;
  const [typed, setTyped] = useState(() => kept.join('\n'));
  const [shown, setShown] = useState(kept);
  if (kept !== shown) {
    // Set from outside, as by discarding.
    setShown(kept);
    if (linesOf(typed).join('\n') !== kept.join('\n')) setTyped(kept.join('\n'));
  }
  const change = (text: string) => {
    setTyped(text);
    const words = linesOf(text);
    const fault = checkWords(words);
    if (fault === null) {
      editor.reject(path, null);
      editor.set(path, words);
      return;
    }
    editor.reject(path, fault.why === 'tooMany' ? texts.tooMany : texts[fault.why](fault.word));
  };
  const fault = editor.fault(path);
  return (
    <Field
      label={texts.customWords}
      hint={`${texts.customWordsHelp} ${texts.customWordsCount(linesOf(typed).length)}.`}
      {...(fault === undefined ? {} : { validationMessage: fault })}
    >
      <Textarea
        resize="vertical"
        textarea={{ className: styles.words }}
        spellCheck={false}
        readOnly={editor.readOnly}
        value={typed}
        onChange={(_, data) => change(data.value)}
      />
    </Field>
  );
}
