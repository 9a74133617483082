import { describeContract } from '@diboas/providers-kit/contract';
import { coinbaseAdvanced } from './provider.ts';
import { exchange, marketData } from './testing/suites.ts';

describeContract(coinbaseAdvanced, { exchange, marketData });
