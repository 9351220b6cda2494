import { builtinScenarios } from '../kit/directories/builtin-scenarios.ts';
import { describeScenarios } from '../kit/directories/describe-scenarios.ts';

describeScenarios('built-in', (served) => Promise.resolve(builtinScenarios(served)));
