// The steps of a write to 389 Directory Server, under the faults of directory-write.test.ts (F07, F31–F34, F91).
import { describeWriteFaults, someRounds } from '../kit/directories/describe-write-faults.ts';
import { resetUnderFault } from '../kit/directories/fault-journeys.ts';
import { faultedDirectoryServer389 } from '../kit/directories/faulted-directories.ts';

describeWriteFaults(faultedDirectoryServer389, [{ journey: resetUnderFault, rounds: someRounds }]);
