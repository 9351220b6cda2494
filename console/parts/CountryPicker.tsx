import { GlobeRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useWording } from '../locales/context.ts';
import { SearchPicker } from './SearchPicker.tsx';

const SHOWN = 50;

interface CountryPickerProps {
  readonly label: string;
  readonly help: string;
  /** ISO 3166-1, two letters. */
  readonly value: readonly string[];
  readonly all: readonly string[];
  readonly fault: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (countries: readonly string[]) => void;
}

/** Any number of countries, found by the start of a word of their name, or by their code. */
export function CountryPicker(props: CountryPickerProps) {
  const { label, help, value, all, fault, disabled, onChange } = props;
  const { t, format } = useWording();
  const [query, setQuery] = useState('');
  const typed = query.trim().toLowerCase();
  const found = all
    .filter((code) => !value.includes(code))
    .map((code) => ({ code, name: format.country(code) }))
    .filter(
      ({ code, name }) =>
        code.toLowerCase() === typed ||
        [name, ...name.split(/[\s-]+/)].some((word) => word.toLowerCase().startsWith(typed)),
    )
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const pickable = ({ code, name }: { readonly code: string; readonly name: string }) => ({
    key: code,
    name,
    detail: code,
    icon: <GlobeRegular />,
  });
  return (
    <SearchPicker
      label={label}
      help={help}
      placeholder={t.carriers.budget.placeholder}
      fault={fault}
      disabled={disabled}
      chosen={value.map((code) => pickable({ code, name: format.country(code) }))}
      offered={found.slice(0, SHOWN).map(pickable)}
      emptyText={t.carriers.budget.noneFound}
      moreText={found.length > SHOWN ? t.groups.picker.more : null}
      query={query}
      onQuery={setQuery}
      onOpen={() => undefined}
      onAdd={(key) => onChange([...value, key])}
      onRemove={(key) => onChange(value.filter((code) => code !== key))}
    />
  );
}
