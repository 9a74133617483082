import { describeContract } from '@diboas/providers-kit/contract';
import { kraken } from './provider.ts';
import { exchange } from './testing/suites.ts';

describeContract(kraken, { exchange });
