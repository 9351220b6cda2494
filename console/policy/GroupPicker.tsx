import { PeopleTeamRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../src/contract/index.ts';
import type { GroupRef } from '../../src/contract/shapes.ts';
import { useApi } from '../api/context.ts';
import { endpointQuery } from '../api/queries.ts';
import { useWording } from '../locales/context.ts';
import { useDirectoryName } from '../people/directories.ts';
import { fits, useSettled } from '../parts/search.ts';
import { SearchPicker } from '../parts/SearchPicker.tsx';
import { useGroupNames } from './group-names.ts';
import { groupKey, usePolicyDrafts } from './PolicyDrafts.tsx';

const SHOWN = 50;

interface GroupPickerProps {
  readonly label: string;
  readonly help: string;
  readonly value: readonly GroupRef[];
  readonly fault: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (groups: readonly GroupRef[]) => void;
}

/** Any number of groups, searched on the server: it makes no difference how many there are. */
export function GroupPicker(props: GroupPickerProps) {
  const { label, help, value, fault, disabled, onChange } = props;
  const { t, format } = useWording();
  const names = useGroupNames();
  const directoryName = useDirectoryName();
  const { remember } = usePolicyDrafts();
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState(false);
  const settled = useSettled(query.trim());
  const found = useQuery({
    ...endpointQuery(useApi(), endpoints.listGroups, { query: { query: settled, limit: SHOWN } }),
    enabled: wanted,
    placeholderData: keepPreviousData,
  });
  const chosen = new Set(value.map(groupKey));
  const settling = settled !== query.trim();
  // What was found before is offered only as far as it fits what is typed: a hand may be faster than the answer.
  const old = settling || found.isPlaceholderData;
  const offered = (found.data?.items ?? []).filter(
    (group) => !chosen.has(groupKey(group)) && (!old || fits(group.name, query)),
  );

  const emptyText = () => {
    if (found.isFetching || settling) return t.common.loading;
    return found.isError ? t.problems.title : t.groups.picker.none;
  };

  const moreText = () => {
    const { silent = [], next = null } = found.data ?? {};
    if (silent.length > 0) return t.users.silent(format.list(silent));
    return next === null ? null : t.groups.picker.more;
  };

  return (
    <SearchPicker
      label={label}
      help={help}
      placeholder={t.groups.picker.placeholder}
      fault={fault}
      disabled={disabled}
      chosen={value.map((group) => ({
        key: groupKey(group),
        name: t.groups.picker.inDirectory(
          names(group) ?? t.policy.unknownGroup,
          directoryName(group.directoryId),
        ),
        icon: <PeopleTeamRegular />,
      }))}
      offered={offered.map((group) => ({
        key: groupKey(group),
        name: group.name,
        detail: [
          directoryName(group.directoryId),
          group.description ?? t.groups.members(group.directMembers),
        ]
          .filter((part) => part !== undefined)
          .join(' · '),
        icon: <PeopleTeamRegular />,
      }))}
      emptyText={emptyText()}
      moreText={moreText()}
      query={query}
      onQuery={setQuery}
      onOpen={() => setWanted(true)}
      onAdd={(key) => {
        const added = offered.filter((group) => groupKey(group) === key);
        remember(added);
        onChange([...value, ...added.map(({ directoryId, anchor }) => ({ directoryId, anchor }))]);
      }}
      onRemove={(key) => onChange(value.filter((group) => groupKey(group) !== key))}
    />
  );
}
