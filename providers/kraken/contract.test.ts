import { describeContract } from '@diboas/providers-kit/contract';
import { kraken } from './provider.ts';
import { exchange, marketData } from './testing/suites.ts';

describeContract(kraken, { exchange, marketData });
