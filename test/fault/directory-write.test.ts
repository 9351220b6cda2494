// Every step of a write to OpenLDAP, cut, silenced, delayed or damaged, and the process killed at it (F07, F31–F34,
// F91): afterwards directory, database and audit trail say the same, and nobody was told anything else.
import {
  allRounds,
  describeWriteFaults,
  someRounds,
} from '../kit/directories/describe-write-faults.ts';
import {
  changeUnderFault,
  resetUnderFault,
  unlockUnderFault,
} from '../kit/directories/fault-journeys.ts';
import { faultedOpenLdap } from '../kit/directories/faulted-directories.ts';

describeWriteFaults(faultedOpenLdap, [
  { journey: resetUnderFault, rounds: allRounds },
  { journey: changeUnderFault, rounds: someRounds },
  { journey: unlockUnderFault, rounds: someRounds },
]);
