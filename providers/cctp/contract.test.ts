import { describeContract } from '@diboas/providers-kit/contract';
import { cctp } from './provider.ts';
import { crossings } from './testing/suites.ts';

describeContract(cctp, { crossings });
