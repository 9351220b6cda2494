import type { FieldFault } from '../../../domain/errors.ts';
import { describeFault, languageOf } from '../../../locales/index.ts';

interface RefusedRow extends Pick<FieldFault, 'code' | 'params'> {
  readonly row: number;
  readonly column: string;
}

/** The bad rows of an import, each with what is wrong in the reader's language. */
export function refusedRows(refused: readonly RefusedRow[], locale: string) {
  const language = languageOf(locale);
  return refused.map(({ row, column, ...fault }) => ({
    row,
    column,
    code: fault.code,
    message: describeFault(language, fault, 'import-invalid'),
  }));
}
