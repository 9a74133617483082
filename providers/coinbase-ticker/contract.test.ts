import { describeContract } from '@diboas/providers-kit/contract';
import { coinbaseTicker } from './provider.ts';
import { prices } from './testing/suites.ts';

describeContract(coinbaseTicker, { prices });
