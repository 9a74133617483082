import { describeContract } from '@diboas/providers-kit/contract';
import { kamino } from './provider.ts';
import { strategies } from './testing/suites.ts';

describeContract(kamino, { strategies });
