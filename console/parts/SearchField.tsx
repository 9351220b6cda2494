import { SearchBox } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useSettled } from './search.ts';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  /** What is searched for now. */
  readonly value: string;
  readonly onSearch: (query: string) => void;
}

/** Searches as one types, without a request per key. */
export function SearchField({ label, placeholder, value, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const [searched, setSearched] = useState(value);
  const settled = useSettled(typed);
  if (value !== searched) {
    // Changed from outside, as by the back button or by a link.
    setSearched(value);
    setTyped(value);
  }
  useEffect(() => {
    if (settled !== searched && settled === typed) {
      setSearched(settled);
      onSearch(settled);
    }
  }, [settled, searched, typed, onSearch]);
  return (
    <SearchBox
      aria-label={label}
      placeholder={placeholder}
      value={typed}
      maxLength={256}
      onChange={(_, data) => setTyped(data.value)}
      style={{ width: '100%', maxWidth: 420 }}
    />
  );
}
