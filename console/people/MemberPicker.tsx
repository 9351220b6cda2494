import { PeopleTeamRegular, PersonRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../src/contract/index.ts';
import { useApi } from '../api/context.ts';
import { endpointQuery } from '../api/queries.ts';
import { useWording } from '../locales/context.ts';
import { fits, useSettled } from '../parts/search.ts';
import { type Pickable, SearchPicker } from '../parts/SearchPicker.tsx';

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
  const { t } = useWording();
  const api = useApi();
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState(false);
  const settled = useSettled(query.trim());
  const asked = { query: { query: settled, directoryId, limit: SHOWN } };
  const options = { enabled: wanted, placeholderData: keepPreviousData };
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
  const settling = settled !== query.trim();
  const fetching = users.isFetching || groups.isFetching || settling;
  // What was found before is offered only as far as it fits what is typed: a hand may be faster than the answer.
  const old = settling || users.isPlaceholderData || groups.isPlaceholderData;
  const offered = found.filter(
    (member) =>
      !chosen.has(keyOf(member)) &&
      (!old || fits(member.name, query) || fits(member.detail, query)),
  );
  const more = [users, groups].some(({ data }) => data !== undefined && data.next !== null);
  const pickable = (member: PickedMember): Pickable => ({
    key: keyOf(member),
    name: member.name,
    detail: member.detail,
    icon:
      member.kind === 'group' ? (
        <PeopleTeamRegular aria-label={t.groups.panel.kind.group} />
      ) : (
        <PersonRegular aria-label={t.groups.panel.kind.user} />
      ),
  });

  return (
    <SearchPicker
      label={t.groups.adding.label}
      help={t.groups.adding.help}
      placeholder={t.groups.adding.placeholder}
      chosen={value.map(pickable)}
      offered={offered.map(pickable)}
      emptyText={fetching ? t.common.loading : t.groups.adding.none}
      moreText={more ? t.groups.picker.more : null}
      query={query}
      onQuery={setQuery}
      onOpen={() => setWanted(true)}
      onAdd={(key) => onChange([...value, ...offered.filter((one) => keyOf(one) === key)])}
      onRemove={(key) => onChange(value.filter((one) => keyOf(one) !== key))}
    />
  );
}
