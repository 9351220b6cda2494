import {
  Field,
  Tag,
  TagPicker,
  TagPickerControl,
  TagPickerGroup,
  TagPickerInput,
  TagPickerList,
  TagPickerOption,
} from '@fluentui/react-components';
import { PeopleTeamRegular, PersonRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../src/contract/index.ts';
import { useApi } from '../api/context.ts';
import { endpointQuery } from '../api/queries.ts';
import { useWording } from '../locales/context.ts';
import { PickerNote, usePickerStyles } from '../parts/PickerNote.tsx';
import { useSettled } from '../parts/search.ts';

export interface PickedMember {
  readonly kind: 'user' | 'group';
  readonly anchor: string;
  readonly name: string;
  readonly detail: string;
}

const SHOWN = 20;

interface MemberPickerProps {
  readonly directoryId: string;
  /** A group is not offered to itself. */
  readonly exceptGroup: string;
  readonly value: readonly PickedMember[];
  readonly onChange: (members: readonly PickedMember[]) => void;
}

const keyOf = (member: PickedMember) => `${member.kind}/${member.anchor}`;

/** People and groups of one directory, searched on the server. */
export function MemberPicker({ directoryId, exceptGroup, value, onChange }: MemberPickerProps) {
  const styles = usePickerStyles();
  const { t } = useWording();
  const api = useApi();
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState(false);
  const settled = useSettled(query.trim());
  const asked = { query: { query: settled, directoryId, limit: SHOWN } };
  const options = { enabled: open, placeholderData: keepPreviousData };
  const users = useQuery({ ...endpointQuery(api, endpoints.listUsers, asked), ...options });
  const groups = useQuery({ ...endpointQuery(api, endpoints.listGroups, asked), ...options });

  const found: readonly PickedMember[] = [
    ...(groups.data?.items ?? [])
      .filter((group) => group.anchor !== exceptGroup)
      .map((group) => ({
        kind: 'group' as const,
        anchor: group.anchor,
        name: group.name,
        detail: t.groups.members(group.directMembers),
      })),
    ...(users.data?.items ?? []).map((user) => ({
      kind: 'user' as const,
      anchor: user.anchor,
      name: user.displayName,
      detail: user.username,
    })),
  ];
  const chosen = new Set(value.map(keyOf));
  const offered = found.filter((member) => !chosen.has(keyOf(member)));
  const fetching = users.isFetching || groups.isFetching;
  const more = [users, groups].some(({ data }) => data !== undefined && data.next !== null);

  const select = (keys: readonly string[]) => {
    const kept = value.filter((member) => keys.includes(keyOf(member)));
    onChange([...kept, ...offered.filter((member) => keys.includes(keyOf(member)))]);
    setQuery('');
  };

  return (
    <Field label={t.groups.adding.label} hint={t.groups.adding.help}>
      <TagPicker
        selectedOptions={[...chosen]}
        onOptionSelect={(_, data) => select(data.selectedOptions)}
        open={open}
        onOpenChange={(_, data) => setOpen(data.open)}
      >
        <TagPickerControl>
          <TagPickerGroup aria-label={t.groups.adding.label} className={styles.tags}>
            {value.map((member) => (
              <Tag
                key={keyOf(member)}
                value={keyOf(member)}
                media={<KindIcon kind={member.kind} />}
              >
                {member.name}
              </Tag>
            ))}
          </TagPickerGroup>
          <TagPickerInput
            aria-label={t.groups.adding.label}
            placeholder={value.length === 0 ? t.groups.adding.placeholder : ''}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </TagPickerControl>
        <TagPickerList className={styles.list}>
          {offered.map((member) => (
            <TagPickerOption
              key={keyOf(member)}
              value={keyOf(member)}
              text={member.name}
              media={<KindIcon kind={member.kind} />}
              secondaryContent={member.detail}
            >
              {member.name}
            </TagPickerOption>
          ))}
          {offered.length === 0 ? (
            <PickerNote>{fetching ? t.common.loading : t.groups.adding.none}</PickerNote>
          ) : null}
          {more ? <PickerNote>{t.groups.picker.more}</PickerNote> : null}
        </TagPickerList>
      </TagPicker>
    </Field>
  );
}

function KindIcon({ kind }: { readonly kind: PickedMember['kind'] }) {
  const { t } = useWording();
  return kind === 'group' ? (
    <PeopleTeamRegular aria-label={t.groups.panel.kind.group} />
  ) : (
    <PersonRegular aria-label={t.groups.panel.kind.user} />
  );
}
