import { describeContract } from '@diboas/providers-kit/contract';
import { debridge } from './provider.ts';
import { crossings } from './testing/suites.ts';

describeContract(debridge, { crossings });
