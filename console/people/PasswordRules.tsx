import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { z } from 'zod';
import type { directoryPasswordRulesSchema } from '../../src/contract/users.ts';
import { useWording } from '../locales/context.ts';
import type { Format } from '../locales/format.ts';
import type { Texts } from '../locales/index.ts';

const useStyles = makeStyles({
  rules: { margin: 0, paddingInlineStart: tokens.spacingHorizontalL },
  source: { color: tokens.colorNeutralForeground2 },
});

type Rules = z.infer<typeof directoryPasswordRulesSchema>;

/** What the directory holds this person's passwords to. */
export function PasswordRules({ rules }: { readonly rules: Rules | null }) {
  const styles = useStyles();
  const { t, format } = useWording();
  const texts = t.users.passwordRules;
  if (rules === null) return <Text>{texts.unknown}</Text>;
  const lines = ruleTexts(rules, texts, format);
  return (
    <>
      {lines.length === 0 ? (
        <Text block>{texts.none}</Text>
      ) : (
        <ul className={styles.rules}>
          {lines.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <Text size={200} className={styles.source}>
        {texts.source}: {rules.source}
      </Text>
    </>
  );
}

function ruleTexts(
  rules: Rules,
  texts: Texts['users']['passwordRules'],
  format: Format,
): readonly string[] {
  const { minLength, historyLength, complexity, minAgeSeconds, maxAgeSeconds, lockout } = rules;
  const duration = lockout?.durationSeconds ?? null;
  return [
    minLength === null || minLength === 0 ? null : texts.length(minLength),
    historyLength === null || historyLength === 0 ? null : texts.history(historyLength),
    complexity ? texts.complexity : null,
    minAgeSeconds === null || minAgeSeconds === 0
      ? null
      : texts.minAge(format.duration(minAgeSeconds)),
    maxAgeSeconds === null || maxAgeSeconds === 0
      ? null
      : texts.maxAge(format.duration(maxAgeSeconds)),
    lockout === null || lockout.threshold === 0
      ? null
      : texts.lockout(lockout.threshold, duration === null ? null : format.duration(duration)),
  ].filter((text) => text !== null);
}
