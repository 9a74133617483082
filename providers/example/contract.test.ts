import { describeContract } from '@diboas/providers-kit/contract';
import { example } from './provider.ts';
import { onRamp } from './testing/suites.ts';

describeContract(example, { onRamp });
