import type { ShutOutView } from '../../src/contract/policy.ts';

const columns = ['username', 'displayName', 'reason'] as const;

/** As CSV (RFC 4180); no cell can be taken for a formula by a spreadsheet (OWASP CSV injection). */
export function shutOutTable(people: ShutOutView['people']): string {
  const rows = people.map((person) => columns.map((column) => cell(person[column])).join(','));
  return `${[columns.join(','), ...rows].join('\r\n')}\r\n`;
}

function cell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
