import { describeContract } from '@diboas/providers-kit/contract';
import { alpaca } from './provider.ts';
import { exchange } from './testing/suites.ts';

describeContract(alpaca, { exchange });
