import {
  Field,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Radio,
  RadioGroup,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useWording } from '../../locales/context.ts';
import { Section } from '../../parts/Section.tsx';
import type { PolicyEditor } from '../../policy/editor.ts';
import { gatesWith, type Method } from './method-facts.ts';

const useStyles = makeStyles({
  option: { display: 'flex', flexDirection: 'column' },
  meaning: { color: tokens.colorNeutralForeground2 },
});

interface GatesRequiredProps {
  readonly editor: PolicyEditor;
  readonly methods: readonly Method[];
}

/** How many proofs a reset needs, with what stands in the way of it as the methods are now. */
export function GatesRequired({ editor, methods }: GatesRequiredProps) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.methods.gates;
  const options = { 1: texts.one, 2: texts.two } as const;
  const fault = editor.fault('methodsRequired') ?? editor.faults.get('methods');
  return (
    <Section title={texts.title}>
      <Field
        aria-label={texts.title}
        hint={`${texts.help} ${texts.default(options[editor.preset.methodsRequired].name)}`}
        {...(fault === undefined ? {} : { validationMessage: fault })}
      >
        <RadioGroup
          aria-label={texts.title}
          value={String(editor.policy.methodsRequired)}
          disabled={editor.readOnly}
          onChange={(_, data) => editor.set('methodsRequired', Number(data.value))}
        >
          {([1, 2] as const).map((count) => (
            <Radio
              key={count}
              value={String(count)}
              label={
                <span className={styles.option}>
                  <Text weight="semibold">{options[count].name}</Text>
                  <Text className={styles.meaning}>{options[count].meaning}</Text>
                </span>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      <Warnings editor={editor} methods={methods} />
    </Section>
  );
}

/** Said while editing, not only when saving. */
function Warnings({ editor, methods }: GatesRequiredProps) {
  const { t } = useWording();
  const on = methods.filter((method) => editor.value(`methods.${method.id}.enabled`) === true);
  const required = editor.policy.methodsRequired;
  const available = gatesWith(on);
  const warnings = [
    ...(available < required && editor.policy.scope.mode !== 'none'
      ? [t.methods.needed(required, available)]
      : []),
    ...(on.length === 1 && on[0]?.id === 'email' ? [t.methods.onlyEmail] : []),
  ];
  return warnings.map((warning) => (
    <MessageBar key={warning} intent="warning" layout="multiline">
      <MessageBarBody>{warning}</MessageBarBody>
    </MessageBar>
  ));
}
