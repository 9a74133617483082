import { describeContract } from '@diboas/providers-kit/contract';
import { coingecko } from './provider.ts';
import { prices } from './testing/suites.ts';

describeContract(coingecko, { prices });
