import { useState } from 'react';
import { linesOf } from './lines.ts';
import { LinesInput } from './LinesInput.tsx';

interface WordsInputProps {
  readonly values: readonly string[];
  readonly readOnly: boolean;
  readonly onValues: (values: readonly string[]) => void;
}

/** Short texts, one a line; empty lines are kept while one types and count for nothing. */
export function WordsInput({ values, readOnly, onValues, ...rest }: WordsInputProps) {
  const [typed, setTyped] = useState(() => values.join('\n'));
  const [shown, setShown] = useState(values);
  if (values !== shown) {
    // Set from outside, as by discarding.
    setShown(values);
    if (linesOf(typed).join('\n') !== values.join('\n')) setTyped(values.join('\n'));
  }
  return (
    <LinesInput
      {...rest}
      readOnly={readOnly}
      value={typed}
      onChange={(_, data) => {
        setTyped(data.value);
        onValues(linesOf(data.value));
      }}
    />
  );
}
