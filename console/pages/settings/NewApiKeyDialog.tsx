import {
  Checkbox,
  Dropdown,
  Field,
  FieldContextProvider,
  Input,
  makeStyles,
  Option,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import type { Permission } from '../../../src/contract/shapes.ts';
import { useEndpointMutation } from '../../api/queries.ts';
import { useSignedIn } from '../../api/session.ts';
import { faultAt, faultsByPath } from '../../forms/faults.ts';
import { FormDialogBody } from '../../forms/FormDialogBody.tsx';
import { useWording } from '../../locales/context.ts';
import { breakpoints } from '../../parts/breakpoints.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { ShownOnce, ShownOnceDialog } from '../../parts/ShownOnce.tsx';

const useStyles = makeStyles({
  scopes: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    [breakpoints.phone]: { gridTemplateColumns: '1fr' },
  },
  secret: { fontFamily: tokens.fontFamilyMonospace },
  copy: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'flex-end' },
  grow: { flexGrow: 1 },
});

const expiries = ['30', '90', '365', 'never'] as const;
type Expiry = (typeof expiries)[number];
const day = 24 * 60 * 60 * 1000;

export function NewApiKeyDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <ShownOnceDialog<string>
      onClose={onClose}
      form={(onMade) => <KeyForm onMade={onMade} onClose={onClose} />}
      shown={(secret) => <Secret secret={secret} onClose={onClose} />}
    />
  );
}

interface KeyFormProps {
  readonly onMade: (secret: string) => void;
  readonly onClose: () => void;
}

function KeyForm({ onMade, onClose }: KeyFormProps) {
  const styles = useStyles();
  const { t } = useWording();
  const { permissions } = useSignedIn();
  const create = useEndpointMutation(endpoints.createApiKey, [endpoints.listApiKeys]);
  const [name, setName] = useState('');
  const [expiry, setExpiry] = useState<Expiry>('90');
  const [scopes, setScopes] = useState<ReadonlySet<Permission>>(new Set());
  const [tries, setTries] = useState(0);
  const texts = t.configuration.apiKeys.form;
  const faults = faultsByPath(create.error);
  const message = (missing: boolean, own: string, path: string) => {
    const fault = tries > 0 && missing ? own : faultAt(faults, path);
    return fault === undefined ? {} : { validationMessage: fault };
  };

  const send = () => {
    setTries(tries + 1);
    if (name.trim() === '' || scopes.size === 0) return;
    const expiresAt = expiry === 'never' ? null : Date.now() + Number(expiry) * day;
    create.mutate(
      { body: { name: name.trim(), scopes: [...scopes], expiresAt } },
      {
        onSuccess: (key) => onMade(key.secret),
        onError: () => setTries((before) => before + 1),
      },
    );
  };

  const toggle = (scope: Permission, on: boolean) => {
    const next = new Set(scopes);
    if (on) next.add(scope);
    else next.delete(scope);
    setScopes(next);
  };

  return (
    <FormDialogBody
      title={texts.title}
      submit={texts.create}
      busy={create.isPending}
      error={create.error}
      tries={tries}
      onSend={send}
      onClose={onClose}
    >
      <Field
        required
        label={texts.name}
        hint={texts.nameHelp}
        {...message(name.trim() === '', t.problems.field.required, 'name')}
      >
        <Input
          value={name}
          maxLength={128}
          autoComplete="off"
          onChange={(_, data) => setName(data.value)}
        />
      </Field>
      <Field label={texts.expires} {...message(false, '', 'expiresAt')}>
        <Dropdown
          inlinePopup
          value={texts.expiries[expiry]}
          selectedOptions={[expiry]}
          onOptionSelect={(_, data) =>
            setExpiry(expiries.find((one) => one === data.optionValue) ?? '90')
          }
        >
          {expiries.map((one) => (
            <Option key={one} value={one}>
              {texts.expiries[one]}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Field
        required
        label={texts.scopes}
        {...message(scopes.size === 0, texts.scopesMissing, 'scopes')}
      >
        {/* Each box has a label of its own; as parts of the field all of them would have the field's id. */}
        <FieldContextProvider value={undefined}>
          <div role="group" aria-label={texts.scopes} className={styles.scopes}>
            {permissions.map((scope) => (
              <Checkbox
                key={scope}
                label={t.configuration.scopes[scope]}
                checked={scopes.has(scope)}
                aria-invalid={tries > 0 && scopes.size === 0}
                onChange={(_, data) => toggle(scope, data.checked === true)}
              />
            ))}
          </div>
        </FieldContextProvider>
      </Field>
    </FormDialogBody>
  );
}

function Secret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.configuration.apiKeys.secret;
  return (
    <ShownOnce title={texts.title} done={texts.done} onClose={onClose}>
      <Text>{texts.text}</Text>
      <div className={styles.copy}>
        <Field label={texts.label} className={styles.grow}>
          <Input
            readOnly
            value={secret}
            input={{ className: styles.secret }}
            onFocus={(event) => event.currentTarget.select()}
          />
        </Field>
        <CopyButton text={secret} />
      </div>
    </ShownOnce>
  );
}
