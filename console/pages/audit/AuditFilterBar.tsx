import {
  Button,
  Dropdown,
  Field,
  Input,
  makeStyles,
  Option,
  OptionGroup,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useWording } from '../../locales/context.ts';
import { SearchField } from '../../parts/SearchField.tsx';
import {
  type AuditFilter,
  fromLocalInput,
  periods,
  toLocalInput,
  typesByCategory,
  writeFilter,
} from './filter.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalM,
  },
  search: { flexGrow: 2, flexBasis: '18rem', maxWidth: '420px' },
  field: { flexBasis: '11rem', flexGrow: 1, maxWidth: '220px', minWidth: 0 },
  list: { maxHeight: 'min(400px, 50dvh)' },
  dropdown: { minWidth: 0, width: '100%' },
});

interface AuditFilterBarProps {
  readonly filter: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
}

const outcomes = ['success', 'failure', 'pending'] as const;
const any = 'any';

export function AuditFilterBar({ filter, onChange }: AuditFilterBarProps) {
  const styles = useStyles();
  const { t } = useWording();
  const texts = t.audit.filters;
  const activityText = () => {
    const [only, ...others] = filter.types;
    if (only === undefined) return texts.anyActivity;
    const names: Readonly<Record<string, string | undefined>> = t.audit.types;
    return others.length === 0 ? (names[only] ?? only) : texts.activities(filter.types.length);
  };
  return (
    <div className={styles.root} role="search" aria-label={texts.label}>
      <Field label={texts.search} className={styles.search}>
        <SearchField
          label={texts.search}
          placeholder={texts.searchPlaceholder}
          value={filter.search}
          onSearch={(search) => onChange({ ...filter, search })}
        />
      </Field>
      <Field label={texts.activity} className={styles.field}>
        <Dropdown
          inlinePopup
          listbox={{ className: styles.list }}
          className={styles.dropdown}
          multiselect
          value={activityText()}
          selectedOptions={[...filter.types]}
          onOptionSelect={(_, data) => onChange({ ...filter, types: data.selectedOptions })}
        >
          {[...typesByCategory].map(([category, types]) => (
            <OptionGroup key={category} label={t.audit.categories[category] ?? category}>
              {types.map((type) => (
                <Option key={type} value={type}>
                  {t.audit.types[type]}
                </Option>
              ))}
            </OptionGroup>
          ))}
        </Dropdown>
      </Field>
      <Field label={texts.outcome} className={styles.field}>
        <Dropdown
          inlinePopup
          listbox={{ className: styles.list }}
          className={styles.dropdown}
          value={filter.outcome === null ? texts.anyOutcome : t.audit.outcomes[filter.outcome]}
          selectedOptions={[filter.outcome ?? any]}
          onOptionSelect={(_, data) =>
            onChange({
              ...filter,
              outcome: outcomes.find((one) => one === data.optionValue) ?? null,
            })
          }
        >
          <Option value={any}>{texts.anyOutcome}</Option>
          {outcomes.map((outcome) => (
            <Option key={outcome} value={outcome}>
              {t.audit.outcomes[outcome]}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Field label={texts.period} className={styles.field}>
        <Dropdown
          inlinePopup
          listbox={{ className: styles.list }}
          className={styles.dropdown}
          value={texts.periods[filter.period]}
          selectedOptions={[filter.period]}
          onOptionSelect={(_, data) =>
            onChange({
              ...filter,
              period: periods.find((one) => one === data.optionValue) ?? 'all',
            })
          }
        >
          {periods.map((period) => (
            <Option key={period} value={period}>
              {texts.periods[period]}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {filter.period === 'custom' ? (
        <>
          <Field label={texts.from} className={styles.field}>
            <Input
              type="datetime-local"
              value={toLocalInput(filter.from)}
              onChange={(_, data) => onChange({ ...filter, from: fromLocalInput(data.value) })}
            />
          </Field>
          <Field label={texts.to} className={styles.field}>
            <Input
              type="datetime-local"
              value={toLocalInput(filter.to)}
              onChange={(_, data) => onChange({ ...filter, to: fromLocalInput(data.value) })}
            />
          </Field>
        </>
      ) : null}
      {writeFilter(filter).size === 0 ? null : (
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          onClick={() =>
            onChange({ types: [], outcome: null, search: '', period: 'all', from: null, to: null })
          }
        >
          {texts.clear}
        </Button>
      )}
    </div>
  );
}
