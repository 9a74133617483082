import { describeContract } from '@diboas/providers-kit/contract';
import { aave } from './provider.ts';
import { strategies } from './testing/suites.ts';

describeContract(aave, { strategies });
