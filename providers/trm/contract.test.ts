import { describeContract } from '@diboas/providers-kit/contract';
import { trm } from './provider.ts';
import { addressScreening } from './testing/suites.ts';

describeContract(trm, { addressScreening });
