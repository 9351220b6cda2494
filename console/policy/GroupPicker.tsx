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
import { PeopleTeamRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GroupView } from '../../src/contract/common.ts';
import { endpoints } from '../../src/contract/index.ts';
import type { GroupRef } from '../../src/contract/shapes.ts';
import { useApi } from '../api/context.ts';
import { endpointQuery } from '../api/queries.ts';
import { useWording } from '../locales/context.ts';
import { PickerNote, usePickerStyles } from '../parts/PickerNote.tsx';
import { useSettled } from '../parts/search.ts';
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
  const styles = usePickerStyles();
  const { t } = useWording();
  const names = useGroupNames();
  const { remember } = usePolicyDrafts();
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState(false);
  const settled = useSettled(query.trim());
  const found = useQuery({
    ...endpointQuery(useApi(), endpoints.listGroups, { query: { query: settled, limit: SHOWN } }),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const chosen = new Set(value.map(groupKey));
  const offered = (found.data?.items ?? []).filter((group) => !chosen.has(groupKey(group)));
  const nameOf = (group: GroupRef) => names(group) ?? t.policy.unknownGroup;

  const select = (keys: readonly string[]) => {
    const kept = value.filter((group) => keys.includes(groupKey(group)));
    const added = offered.filter((group) => keys.includes(groupKey(group)));
    remember(added);
    onChange([...kept, ...added.map(({ directoryId, anchor }) => ({ directoryId, anchor }))]);
    setQuery('');
  };

  const message = () => {
    if (found.isFetching && offered.length === 0) return t.common.loading;
    if (found.isError) return t.problems.title;
    return t.groups.picker.none;
  };

  return (
    <Field label={label} hint={help} {...(fault === undefined ? {} : { validationMessage: fault })}>
      <TagPicker
        selectedOptions={[...chosen]}
        onOptionSelect={(_, data) => select(data.selectedOptions)}
        onOpenChange={(_, data) => setOpen(data.open)}
        open={open}
        disabled={disabled}
      >
        <TagPickerControl>
          <TagPickerGroup aria-label={label} className={styles.tags}>
            {value.map((group) => (
              <Tag
                key={groupKey(group)}
                value={groupKey(group)}
                shape="rounded"
                media={<PeopleTeamRegular />}
                disabled={disabled}
              >
                {nameOf(group)}
              </Tag>
            ))}
          </TagPickerGroup>
          <TagPickerInput
            aria-label={label}
            placeholder={value.length === 0 ? t.groups.picker.placeholder : ''}
            value={query}
            disabled={disabled}
            onChange={(event) => setQuery(event.target.value)}
          />
        </TagPickerControl>
        <TagPickerList className={styles.list}>
          {offered.length === 0 ? (
            <PickerNote>{message()}</PickerNote>
          ) : (
            offered.map((group) => <GroupOption key={groupKey(group)} group={group} />)
          )}
          {found.data?.next === null || found.data === undefined ? null : (
            <PickerNote>{t.groups.picker.more}</PickerNote>
          )}
        </TagPickerList>
      </TagPicker>
    </Field>
  );
}

function GroupOption({ group }: { readonly group: GroupView }) {
  const { t } = useWording();
  return (
    <TagPickerOption
      value={groupKey(group)}
      text={group.name}
      media={<PeopleTeamRegular />}
      secondaryContent={group.description ?? t.groups.members(group.directMembers)}
    >
      {group.name}
    </TagPickerOption>
  );
}
