import {
  Badge,
  Button,
  MessageBar,
  MessageBarBody,
  Text,
  Tooltip,
} from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import type { BreakGlassCodeView } from '../../../src/contract/break-glass.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery, useEndpointMutation } from '../../api/queries.ts';
import { useWording } from '../../locales/context.ts';
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx';
import { type Column, DataTable } from '../../parts/DataTable.tsx';
import { useNotify } from '../../parts/notify.tsx';
import { Page } from '../../parts/Page.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Surface } from '../../parts/Surface.tsx';
import { MakeCodeDialog } from './MakeCodeDialog.tsx';

const isSealed = ({ usedAt, revokedAt }: BreakGlassCodeView) =>
  usedAt === null && revokedAt === null;

export function BreakGlass() {
  const { t, format } = useWording();
  const notify = useNotify();
  const codes = useQuery(endpointQuery(useApi(), endpoints.listBreakGlassCodes));
  const revoke = useEndpointMutation(endpoints.revokeBreakGlassCode, [
    endpoints.listBreakGlassCodes,
    endpoints.listAdministrators,
    endpoints.listAuditEvents,
  ]);
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<BreakGlassCodeView | null>(null);
  const texts = t.breakGlass;
  const nameOf = ({ label }: BreakGlassCodeView) => (label === '' ? texts.unlabelled : label);
  const stateOf = ({ usedAt, revokedAt }: BreakGlassCodeView) => {
    if (usedAt !== null) return texts.states.used(format.date(usedAt));
    return revokedAt === null ? texts.states.sealed : texts.states.revoked(format.date(revokedAt));
  };
  const columns: readonly Column<BreakGlassCodeView>[] = [
    {
      id: 'label',
      heading: texts.columns.label,
      cell: (code) => <Text weight="semibold">{nameOf(code)}</Text>,
    },
    {
      id: 'made',
      heading: texts.columns.made,
      hidden: 'on-phone',
      cell: ({ createdAt }) => format.dateTime(createdAt),
    },
    {
      id: 'state',
      heading: texts.columns.state,
      cell: (code) => (
        <Badge appearance="tint" color={isSealed(code) ? 'success' : 'informative'}>
          {stateOf(code)}
        </Badge>
      ),
    },
    {
      id: 'revoke',
      heading: t.common.actions,
      headingHidden: true,
      width: '4rem',
      align: 'end',
      cell: (code) =>
        isSealed(code) ? (
          <Tooltip relationship="label" content={texts.revokeNamed(nameOf(code))}>
            <Button
              size="small"
              appearance="subtle"
              icon={<DismissRegular />}
              onClick={() => setRevoking(code)}
            />
          </Tooltip>
        ) : null,
    },
  ];
  const items = codes.data?.items;
  return (
    <Page
      title={texts.title}
      description={texts.description}
      actions={
        <Button appearance="primary" icon={<AddRegular />} onClick={() => setMaking(true)}>
          {texts.make}
        </Button>
      }
    >
      {codes.isError ? <Problem error={codes.error} retry={() => void codes.refetch()} /> : null}
      {items !== undefined && items.length > 0 && !items.some(isSealed) ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{texts.noneSealed}</MessageBarBody>
        </MessageBar>
      ) : null}
      <Surface>
        <DataTable
          label={texts.title}
          columns={columns}
          items={items}
          keyOf={({ id }) => id}
          summary={({ createdAt }) => format.dateTime(createdAt)}
          empty={texts.none}
        />
      </Surface>
      {making ? <MakeCodeDialog onClose={() => setMaking(false)} /> : null}
      {revoking === null ? null : (
        <ConfirmDialog
          title={texts.revokeTitle}
          confirm={texts.revoke}
          onClose={() => setRevoking(null)}
          onConfirm={async () => {
            await revoke.mutateAsync({ params: { id: revoking.id } });
            notify(texts.revoked);
          }}
        >
          <Text>{texts.revokeText(nameOf(revoking))}</Text>
        </ConfirmDialog>
      )}
    </Page>
  );
}
