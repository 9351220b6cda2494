import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type SubmitEvent, useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { isProblem } from '../../api/problem.ts';
import { faultsByPath } from '../../forms/faults.ts';
import { LinesInput } from '../../forms/LinesInput.tsx';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { Problem } from '../../parts/Problem.tsx';
import { Section } from '../../parts/Section.tsx';
import type { Found } from './wizard.ts';
import { WizardFoot } from './WizardFoot.tsx';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  field: { maxWidth: '34rem' },
  seen: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    paddingInlineStart: tokens.spacingHorizontalXXL,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    overflowWrap: 'anywhere',
  },
});

interface FindServerProps {
  readonly kind: string;
  readonly address: string;
  /** PEM; empty where this machine trusts the certificate anyway. */
  readonly authority: string;
  readonly found: Found | null;
  readonly onAddress: (address: string) => void;
  readonly onAuthority: (authority: string) => void;
  readonly onFound: (found: Found) => void;
  readonly onNext: () => void;
  readonly onBack: () => void;
}

/** Asks where the directory is, and shows what it tells about itself before anybody signs in. */
export function FindServer(props: FindServerProps) {
  const { kind, address, authority, found, onFound, onNext, onBack } = props;
  const styles = useStyles();
  const { t } = useWording();
  const texts = usePageTexts('directories').wizard;
  const api = useApi();
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const typed = address.trim();
  const isFound = found !== null && found.address === typed;
  const look = async () => {
    setMissing(typed === '');
    if (typed === '') return;
    setBusy(true);
    setProblem(null);
    try {
      const answer = await api.call(endpoints.discoverDirectory, {
        body: { kind, address: typed, authority: authority.trim() === '' ? null : authority },
      });
      onFound({ address: typed, ...answer });
    } catch (error) {
      if (!isProblem(error, 'reauthentication-required')) setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const faults = faultsByPath(problem);
  const fault = missing ? t.problems.field.required : faults.get('address');
  const authorityFault = faults.get('authority');
  return (
    <Section title={texts.serverTitle}>
      <form
        noValidate
        className={styles.form}
        onSubmit={(event: SubmitEvent) => {
          event.preventDefault();
          if (isFound) onNext();
          else void look();
        }}
      >
        <Field
          className={styles.field}
          label={texts.address}
          hint={texts.addressHelp}
          {...(fault === undefined ? {} : { validationMessage: fault })}
        >
          <Input
            value={address}
            maxLength={300}
            autoComplete="off"
            spellCheck={false}
            inputMode="url"
            onChange={(_, data) => {
              props.onAddress(data.value);
              setMissing(false);
              setProblem(null);
            }}
          />
        </Field>
        <Field
          className={styles.field}
          label={texts.authority}
          hint={texts.authorityHelp}
          {...(authorityFault === undefined ? {} : { validationMessage: authorityFault })}
        >
          <LinesInput
            value={authority}
            maxLength={65_536}
            onChange={(_, data) => {
              props.onAuthority(data.value);
              setProblem(null);
            }}
          />
        </Field>
        <div aria-live="polite">
          {isProblem(problem, 'unavailable') ? (
            <MessageBar intent="warning" layout="multiline">
              <MessageBarBody>
                <MessageBarTitle>{texts.notFound}</MessageBarTitle>
                {texts.notFoundHelp}
              </MessageBarBody>
            </MessageBar>
          ) : problem === null || fault !== undefined || authorityFault !== undefined ? null : (
            <Problem error={problem} />
          )}
          {isFound ? <Seen found={found} /> : null}
        </div>
        <WizardFoot
          next={isFound ? texts.next : busy ? texts.looking : texts.look}
          busy={busy}
          onNext={() => {
            if (isFound) onNext();
            else void look();
          }}
          onBack={onBack}
        >
          {isFound ? null : <Button onClick={onNext}>{texts.byHand}</Button>}
        </WizardFoot>
      </form>
    </Section>
  );
}

function Seen({ found }: { readonly found: Found }) {
  const styles = useStyles();
  const texts = usePageTexts('directories').wizard;
  return (
    <div className={styles.form}>
      <Text>
        <Text weight="semibold">{texts.looked(found.address)}. </Text>
        {found.seen.length === 0 ? texts.sawNothing : texts.lookedFilled}
      </Text>
      {found.seen.length === 0 ? null : (
        <ul className={styles.seen} aria-label={texts.looked(found.address)}>
          {found.seen.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
