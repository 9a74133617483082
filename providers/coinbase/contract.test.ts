import { describeContract, SUITES } from '@diboas/providers-kit/contract';
import { coinbase } from './provider.ts';
import { onRamp, onRampWithKeys } from './testing/suites.ts';

describeContract(coinbase, { onRamp });
SUITES.onRamp.atDouble(onRampWithKeys, coinbase);
