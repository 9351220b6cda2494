import { Input, type InputProps } from '@fluentui/react-components';
import { useState } from 'react';
import { useWording } from '../locales/context.ts';
import { type NumberField, readNumber, showNumber } from './fields.ts';

interface NumberInputProps extends Omit<InputProps, 'value' | 'onChange' | 'defaultValue'> {
  readonly field: NumberField;
  readonly value: number | null;
  /** Null only when the field may be left empty. */
  readonly onNumber: (value: number | null) => void;
  /** Why what is typed cannot be kept; null once it can. */
  readonly onRejected: (message: string | null) => void;
}

/** A whole number within its range, in the unit people think in. Keeps what is typed while it is wrong. */
export function NumberInput({ field, value, onNumber, onRejected, ...rest }: NumberInputProps) {
  const { t, format } = useWording();
  const own = fitting(field, value);
  const [typed, setTyped] = useState<string | null>(null);
  const [shownValue, setShownValue] = useState(value);
  if (value !== shownValue) {
    // Set from outside, as by the default or by discarding.
    setShownValue(value);
    if (typed !== null) setTyped(null);
  }
  const change = (text: string) => {
    setTyped(text);
    if (field.nullable && text.trim() === '') {
      setShownValue(null);
      onNumber(null);
      onRejected(null);
      return;
    }
    const read = readNumber(text, own);
    if (read.ok) {
      setShownValue(read.value);
      onNumber(read.value);
      onRejected(null);
      return;
    }
    const messages = {
      empty: t.problems.field.required,
      'no-number': t.problems.field.wholeNumber,
      'out-of-range': t.problems.field.range(
        showNumber(own.min ?? 0, own),
        showNumber(own.max ?? Number.MAX_SAFE_INTEGER, own),
      ),
    };
    onRejected(messages[read.why]);
  };
  return (
    <Input
      {...rest}
      inputMode="numeric"
      autoComplete="off"
      value={typed ?? (value === null ? '' : showNumber(value, own))}
      onChange={(_, data) => change(data.value)}
      onBlur={() => {
        if (typed !== null && readNumber(typed, own).ok) setTyped(null);
      }}
      style={{ width: '11rem', maxWidth: '100%' }}
      {...(own.unit === undefined ? {} : { contentAfter: format.unitName(own.unit.name) })}
    />
  );
}

/** Seconds when the value kept is no whole number of the unit, so that nothing is rounded away. */
function fitting(field: NumberField, value: number | null): NumberField {
  return value !== null && field.unit !== undefined && value % field.unit.size !== 0
    ? { ...field, unit: { name: 'second', size: 1 } }
    : field;
}
