import { describeContract } from '@diboas/providers-kit/contract';
import { suilend } from './provider.ts';
import { strategies } from './testing/suites.ts';

describeContract(suilend, { strategies });
