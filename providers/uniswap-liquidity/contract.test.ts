import { describeContract } from '@diboas/providers-kit/contract';
import { uniswapLiquidity } from './provider.ts';
import { strategies } from './testing/suites.ts';

describeContract(uniswapLiquidity, { strategies });
