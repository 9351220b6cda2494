import { Badge, Button, Text, Tooltip } from '@fluentui/react-components';
import { AddRegular, KeyResetRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery, useEndpointMutation } from '../../api/queries.ts';
import type { CallResult } from '../../api/types.ts';
import { useCan } from '../../api/session.ts';
import { useWording } from '../../locales/context.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { useNotify } from '../../parts/notify.tsx';
import { Page } from '../../parts/Page.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Surface } from '../../parts/Surface.tsx';
import { NewApiKeyDialog } from './NewApiKeyDialog.tsx';

type ApiKey = CallResult<typeof endpoints.listApiKeys>['items'][number];
type KeyState = 'active' | 'revoked' | 'expired';

export function ApiKeys() {
  const { t, format } = useWording();
  const can = useCan();
  const notify = useNotify();
  const keys = useQuery(endpointQuery(useApi(), endpoints.listApiKeys));
  const revoke = useEndpointMutation(endpoints.revokeApiKey, [endpoints.listApiKeys]);
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const [now] = useState(() => Date.now());
  const texts = t.configuration.apiKeys;
  const stateOf = (key: ApiKey): KeyState => {
    if (key.revokedAt !== null) return 'revoked';
    return key.expiresAt !== null && key.expiresAt <= now ? 'expired' : 'active';
  };
  const orNever = (at: number | null) => (at === null ? t.common.never : format.date(at));
  const columns: readonly Column<ApiKey>[] = [
    {
      id: 'name',
      heading: texts.columns.name,
      cell: (key) => <Text weight="semibold">{key.name}</Text>,
    },
    {
      id: 'scopes',
      heading: texts.columns.scopes,
      hidden: 'on-phone',
      cell: (key) => (
        <Tooltip
          relationship="description"
          content={format.list(key.scopes.map((scope) => t.configuration.scopes[scope]))}
        >
          <Text tabIndex={0}>{texts.rights(key.scopes.length)}</Text>
        </Tooltip>
      ),
    },
    {
      id: 'expires',
      heading: texts.columns.expires,
      hidden: 'on-phone',
      cell: (key) => orNever(key.expiresAt),
    },
    {
      id: 'used',
      heading: texts.columns.used,
      hidden: 'when-narrow',
      cell: (key) => orNever(key.lastUsedAt),
    },
    {
      id: 'state',
      heading: texts.columns.state,
      width: '6.5rem',
      cell: (key) => (
        <Badge appearance="tint" color={stateOf(key) === 'active' ? 'success' : 'informative'}>
          {texts[stateOf(key)]}
        </Badge>
      ),
    },
    {
      id: 'revoke',
      heading: t.common.actions,
      headingHidden: true,
      width: '4rem',
      align: 'end',
      cell: (key) =>
        stateOf(key) === 'active' && can('api-keys.write') ? (
          <Tooltip relationship="label" content={texts.revokeNamed(key.name)}>
            <Button
              size="small"
              appearance="subtle"
              icon={<KeyResetRegular />}
              onClick={() => setRevoking(key)}
            />
          </Tooltip>
        ) : null,
    },
  ];
  return (
    <Page
      title={texts.title}
      description={texts.description}
      actions={
        can('api-keys.write') ? (
          <Button appearance="primary" icon={<AddRegular />} onClick={() => setAdding(true)}>
            {texts.add}
          </Button>
        ) : undefined
      }
    >
      {keys.isError ? <Problem error={keys.error} retry={() => void keys.refetch()} /> : null}
      <Surface>
        <DataTable
          label={texts.title}
          columns={columns}
          items={keys.data?.items}
          keyOf={(key) => key.id}
          summary={(key) => `${texts.rights(key.scopes.length)}, ${orNever(key.expiresAt)}`}
          empty={texts.none}
        />
      </Surface>
      {adding ? <NewApiKeyDialog onClose={() => setAdding(false)} /> : null}
      {revoking === null ? null : (
        <ConfirmDialog
          title={texts.revokeTitle(revoking.name)}
          confirm={texts.revoke}
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            await revoke.mutateAsync({ params: { id: revoking.id } });
            notify(texts.revokedNotice(revoking.name));
          }}
        >
          <Text>{texts.revokeText}</Text>
        </ConfirmDialog>
      )}
    </Page>
  );
}
