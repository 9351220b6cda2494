import type { Scenario } from './scenario.ts';
import { scenariosOfAccounts } from './scenarios-of-accounts.ts';
import { scenariosOfPeople } from './scenarios-of-people.ts';

/** In the order of docs/operate/tested-directories.md. */
export const scenarios: readonly Scenario[] = [...scenariosOfPeople, ...scenariosOfAccounts];
