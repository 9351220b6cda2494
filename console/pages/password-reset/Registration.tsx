import { MessageBar, MessageBarBody, Text } from '@fluentui/react-components';
import { useMemo } from 'react';
import { z } from 'zod';
import { registrationPolicySchema } from '../../../src/contract/shapes.ts';
import { pathOf } from '../../app/navigation.ts';
import { fieldsOf } from '../../forms/fields.ts';
import { useWording } from '../../locales/context.ts';
import { PlaceLink } from '../../parts/PlaceLink.tsx';
import { Section } from '../../parts/Section.tsx';
import type { PolicyEditor } from '../../policy/editor.ts';
import { PolicyPage } from '../../policy/PolicyPage.tsx';
import { SettingsForm } from '../../policy/SettingsForm.tsx';
import { WhomItAffects } from '../../policy/WhomItAffects.tsx';

type Setting = keyof PolicyEditor['policy']['registration'];

interface PartProps {
  readonly editor: PolicyEditor;
  readonly names: readonly Setting[];
}

export function Registration() {
  const { t } = useWording();
  const texts = t.registration;
  return (
    <PolicyPage title={texts.title} description={texts.description}>
      {(editor) => {
        const { requiredAtSignIn, reconfirmDays, holdHours } = editor.policy.registration;
        return (
          <>
            <Section title={texts.signInTitle} description={texts.signInDescription}>
              <Settings editor={editor} names={['requiredAtSignIn']} />
              <WhomItAffects editor={editor} />
            </Section>
            <Section title={texts.putOffTitle} description={texts.putOffDescription}>
              {requiredAtSignIn ? null : <Text italic>{texts.putOffIdle}</Text>}
              <Settings editor={editor} names={['skipsAllowed', 'skipDays']} />
            </Section>
            <Section title={texts.confirmTitle} description={texts.confirmDescription}>
              <Settings editor={editor} names={['reconfirmDays']} />
              {reconfirmDays === 0 ? <Warning text={texts.neverAdvice} /> : null}
            </Section>
            <Section title={texts.holdTitle} description={texts.holdDescription}>
              <Settings editor={editor} names={['holdHours', 'resetHoldHours']} />
              {holdHours === 0 ? <Warning text={texts.noHoldAdvice} /> : null}
            </Section>
            <Section title={texts.campaignTitle} description={texts.campaignDescription}>
              <PlaceLink to={`${pathOf('registration')}/campaign`}>{texts.toCampaign}</PlaceLink>
            </Section>
            <Section title={texts.returnTitle} description={texts.returnDescription}>
              <Settings editor={editor} names={['returnAddresses']} />
            </Section>
          </>
        );
      }}
    </PolicyPage>
  );
}

function Settings({ editor, names }: PartProps) {
  const fields = useMemo(() => fieldsOf(z.toJSONSchema(registrationPolicySchema)), []);
  return (
    <SettingsForm
      editor={editor}
      path="registration"
      fields={fields.filter(({ name }) => names.some((one) => one === name))}
    />
  );
}

function Warning({ text }: { readonly text: string }) {
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  );
}
