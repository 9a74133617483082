import { describeContract } from '@diboas/providers-kit/contract';
import { uniswap } from './provider.ts';
import { dex } from './testing/suites.ts';

describeContract(uniswap, { dex });
