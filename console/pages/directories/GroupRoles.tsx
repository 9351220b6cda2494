import {
  Button,
  Dropdown,
  Field,
  makeStyles,
  Option,
  Text,
  tokens,
  Tooltip,
} from '@fluentui/react-components';
import { DismissRegular, PeopleTeamRegular } from '@fluentui/react-icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../src/contract/index.ts';
import { type Role, roles } from '../../../src/contract/shapes.ts';
import { useApi } from '../../api/context.ts';
import { endpointQuery } from '../../api/queries.ts';
import { useWording } from '../../locales/context.ts';
import { usePageTexts } from '../../locales/page-texts.ts';
import { breakpoints } from '../../parts/breakpoints.ts';
import { fits, useSettled } from '../../parts/search.ts';
import { SearchPicker } from '../../parts/SearchPicker.tsx';
import { Section } from '../../parts/Section.tsx';
import type { DraftGroupRole } from './draft.ts';

const SHOWN = 20;

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  icon: { display: 'flex', flexShrink: 0, fontSize: '20px' },
  texts: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  muted: { color: tokens.colorNeutralForeground2 },
  add: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    [breakpoints.phone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

interface GroupRolesProps {
  readonly directoryId: string;
  /** Groups are searched in a directory that is on. */
  readonly searchable: boolean;
  readonly readOnly: boolean;
  readonly value: readonly DraftGroupRole[];
  readonly onChange: (value: readonly DraftGroupRole[]) => void;
}

/** Which groups of the directory make their members administrators, and of what. */
export function GroupRoles(props: GroupRolesProps) {
  const { directoryId, searchable, readOnly, value, onChange } = props;
  const styles = useStyles();
  const { t } = useWording();
  const texts = usePageTexts('directories').roles;
  const nameOf = ({ name }: DraftGroupRole) => name ?? texts.gone;
  return (
    <Section title={texts.title} description={texts.description}>
      {value.length === 0 ? <Text className={styles.muted}>{texts.none}</Text> : null}
      <ul className={styles.list} aria-label={texts.title}>
        {value.map((one, index) => {
          const role = t.access.roles[one.role];
          return (
            <li key={`${one.group}/${one.role}`} className={styles.item}>
              <span className={styles.icon} aria-hidden="true">
                <PeopleTeamRegular />
              </span>
              <div className={styles.texts}>
                <Text block weight="semibold">
                  {nameOf(one)}
                </Text>
                <Text size={200} className={styles.muted}>
                  {role.name}: {role.purpose}
                </Text>
              </div>
              {readOnly ? null : (
                <Tooltip content={texts.removeNamed(nameOf(one), role.name)} relationship="label">
                  <Button
                    appearance="subtle"
                    icon={<DismissRegular />}
                    onClick={() => onChange(value.toSpliced(index, 1))}
                  />
                </Tooltip>
              )}
            </li>
          );
        })}
      </ul>
      {readOnly ? null : searchable ? (
        <AddGroupRole directoryId={directoryId} value={value} onChange={onChange} />
      ) : (
        <Text className={styles.muted}>{texts.off}</Text>
      )}
    </Section>
  );
}

type AddGroupRoleProps = Pick<GroupRolesProps, 'directoryId' | 'value' | 'onChange'>;

function AddGroupRole({ directoryId, value, onChange }: AddGroupRoleProps) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = usePageTexts('directories').roles;
  const [role, setRole] = useState<Role>('helpdesk-administrator');
  const [query, setQuery] = useState('');
  const [wanted, setWanted] = useState(false);
  const settled = useSettled(query.trim());
  const found = useQuery({
    ...endpointQuery(useApi(), endpoints.listGroups, {
      query: { query: settled, directoryId, limit: SHOWN },
    }),
    enabled: wanted,
    placeholderData: keepPreviousData,
  });
  const settling = settled !== query.trim();
  const old = settling || found.isPlaceholderData;
  const has = (group: string) => value.some((one) => one.group === group && one.role === role);
  const offered = (found.data?.items ?? []).filter(
    ({ anchor, name }) => !has(anchor) && (!old || fits(name, query)),
  );
  const emptyText = () => {
    if (found.isFetching || settling) return t.common.loading;
    return found.isError ? t.problems.title : t.groups.picker.none;
  };
  return (
    <div className={styles.add} role="group" aria-label={texts.add}>
      <Field label={texts.role} hint={t.access.roles[role].purpose}>
        <Dropdown
          inlinePopup
          value={t.access.roles[role].name}
          selectedOptions={[role]}
          onOptionSelect={(_, data) =>
            setRole(roles.find((one) => one === data.optionValue) ?? role)
          }
        >
          {roles.map((one) => (
            <Option key={one} value={one} text={t.access.roles[one].name}>
              {t.access.roles[one].name}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <SearchPicker
        label={texts.group}
        help={texts.search}
        placeholder={t.groups.picker.placeholder}
        chosen={[]}
        offered={offered.map((group) => ({
          key: group.anchor,
          name: group.name,
          detail: group.description ?? t.groups.members(group.directMembers),
          icon: <PeopleTeamRegular />,
        }))}
        emptyText={emptyText()}
        moreText={(found.data?.next ?? null) === null ? null : t.groups.picker.more}
        query={query}
        onQuery={setQuery}
        onOpen={() => setWanted(true)}
        onAdd={(key) =>
          onChange([
            ...value,
            ...offered
              .filter(({ anchor }) => anchor === key)
              .map(({ anchor, name }) => ({ group: anchor, role, name })),
          ])
        }
        onRemove={() => undefined}
      />
    </div>
  );
}
