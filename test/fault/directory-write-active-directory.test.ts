// The steps of a write to Active Directory, a modify, under the faults of directory-write.test.ts (F07, F31–F34, F91).
import { describeWriteFaults, someRounds } from '../kit/directories/describe-write-faults.ts';
import { resetUnderFault } from '../kit/directories/fault-journeys.ts';
import { faultedActiveDirectory } from '../kit/directories/faulted-directories.ts';

describeWriteFaults(faultedActiveDirectory, [{ journey: resetUnderFault, rounds: someRounds }]);
