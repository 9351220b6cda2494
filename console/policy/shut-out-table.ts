import type { ShutOutView } from '../../src/contract/policy.ts';
import { csvTable } from '../parts/csv.ts';

const columns = ['username', 'displayName', 'reason'] as const;

export function shutOutTable(people: ShutOutView['people']): string {
  return csvTable(columns, people);
}
