import {
  Button,
  Combobox,
  Field,
  makeStyles,
  mergeClasses,
  Option,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { type ReactNode, useRef, useState } from 'react';
import { useWording } from '../locales/context.ts';
import { PickerNote } from './PickerNote.tsx';

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  chips: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
  },
  chip: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    paddingInlineStart: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    minHeight: '32px',
    maxWidth: '100%',
    overflowWrap: 'anywhere',
  },
  fixed: { paddingInlineEnd: tokens.spacingHorizontalS },
  option: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  icon: { display: 'flex', flexShrink: 0, fontSize: '20px' },
  texts: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  detail: { color: tokens.colorNeutralForeground2 },
  /** Over the bar that stands at the foot of a page while something on it is not saved. */
  list: { maxHeight: '320px', zIndex: 6 },
  spoken: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
  },
});

export interface Pickable {
  readonly key: string;
  readonly name: string;
  readonly detail?: string;
  readonly icon: ReactNode;
}

interface SearchPickerProps {
  readonly label: string;
  readonly help: string;
  readonly placeholder: string;
  readonly fault?: string | undefined;
  readonly disabled?: boolean;
  readonly chosen: readonly Pickable[];
  /** What the server found for the query, without what is chosen already. */
  readonly offered: readonly Pickable[];
  /** Said in the list's place when nothing is offered. */
  readonly emptyText: string;
  /** Said below the list when the server has more. */
  readonly moreText: string | null;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** The list is wanted: searching may begin. */
  readonly onOpen: () => void;
  readonly onAdd: (key: string) => void;
  readonly onRemove: (key: string) => void;
}

/** Chooses any number of things out of any number, by searching; what is chosen stands below the field. */
export function SearchPicker(props: SearchPickerProps) {
  const { label, help, placeholder, fault, disabled = false, chosen, offered } = props;
  const styles = useStyles();
  const { t } = useWording();
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  const [open, setOpen] = useState(false);
  // The combobox answers the same key; what Enter has taken here must not open its list again.
  const taken = useRef(false);
  const remove = (item: Pickable) => {
    props.onRemove(item.key);
    setSaid(t.common.removed(item.name));
    input.current?.focus();
  };
  const add = (key: string | undefined) => {
    const item = offered.find((one) => one.key === key);
    if (item === undefined) return;
    props.onAdd(item.key);
    props.onQuery('');
    setOpen(false);
    setSaid(t.common.added(item.name));
  };
  return (
    <div className={styles.root}>
      <Field
        label={label}
        hint={help}
        {...(fault === undefined ? {} : { validationMessage: fault })}
      >
        <Combobox
          input={{ ref: input }}
          freeform
          inlinePopup
          positioning={{ strategy: 'fixed' }}
          listbox={{ className: styles.list }}
          placeholder={placeholder}
          value={props.query}
          selectedOptions={[]}
          disabled={disabled}
          open={open}
          onOpenChange={(_, data) => {
            if (data.open && taken.current) return;
            setOpen(data.open);
            if (data.open) props.onOpen();
          }}
          onChange={(event) => {
            props.onQuery(event.target.value);
            setOpen(true);
            props.onOpen();
          }}
          onOptionSelect={(_, data) => add(data.optionValue)}
          onKeyDown={(event) => {
            // Enter takes the first that was found, unless the arrow keys have named another.
            const named = event.currentTarget.getAttribute('aria-activedescendant');
            const takes = event.key === 'Enter' && named === null && props.query.trim() !== '';
            taken.current = takes;
            if (takes) {
              event.preventDefault();
              add(offered[0]?.key);
            }
          }}
        >
          {offered.map((item) => (
            <Option key={item.key} value={item.key} text={item.name} checkIcon={null}>
              <span className={styles.option}>
                <span className={styles.icon}>{item.icon}</span>
                <span className={styles.texts}>
                  {item.name}
                  {item.detail === undefined ? null : (
                    <Text size={200} className={styles.detail}>
                      {item.detail}
                    </Text>
                  )}
                </span>
              </span>
            </Option>
          ))}
          {offered.length === 0 ? <PickerNote>{props.emptyText}</PickerNote> : null}
          {props.moreText === null ? null : <PickerNote>{props.moreText}</PickerNote>}
        </Combobox>
      </Field>
      {chosen.length === 0 ? null : (
        <ul className={styles.chips} aria-label={label}>
          {chosen.map((item) => (
            <li key={item.key} className={mergeClasses(styles.chip, disabled && styles.fixed)}>
              <span className={styles.icon}>{item.icon}</span>
              {item.name}
              {disabled ? null : (
                <Button
                  size="small"
                  appearance="transparent"
                  icon={<DismissRegular />}
                  aria-label={t.common.removeNamed(item.name)}
                  onClick={() => remove(item)}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      <span role="status" className={styles.spoken}>
        {said}
      </span>
    </div>
  );
}
