import { expect, test } from 'vitest';
import { linesOf } from './lines.ts';

test('takes one word a line, trimmed, each once', () => {
  expect(linesOf(' contoso \r\n\n fabrikam\ncontoso')).toEqual(['contoso', 'fabrikam']);
});
