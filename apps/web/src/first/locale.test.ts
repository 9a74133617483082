import { describe, expect, it, vi } from 'vitest';
import { localeOf, tagOf } from './locale.ts';

describe('the locale', () => {
  it.each([
    [['en-US'], 'en', 'en-US'],
    [['pt-BR', 'en'], 'pt-BR', 'pt-BR'],
    [['pt-PT'], 'pt-BR', 'pt-PT'],
    [['pt'], 'pt-BR', 'pt-BR'],
    [['de-AT'], 'de', 'de-AT'],
    [['es-419'], 'es', 'es-419'],
    [['fr-FR', 'de', 'en'], 'de', 'fr-FR-x-de'],
    [['fr-CA'], 'en', 'fr-CA-x-en'],
    [['de'], 'de', 'de-DE'],
    [['ar-EG-u-nu-arab', 'en'], 'en', 'ar-EG-x-en'],
    [['zh-Hans-CN'], 'en', 'zh-Hans-CN-x-en'],
  ])('of a browser that reads %j has the words of %s and the figures of %s', (said, language, region) => {
    expect(localeOf(said)).toEqual({ language, region });
  });

  it.each([
    [['en-US@posix']],
    [['C']],
    [['']],
    [['en_US']],
    [['en_US.UTF-8']],
    [[]],
    [['not a language', 'x', '-', 'en-', '12345', 'en-US-']],
    [['POSIX', '*']],
  ])('is one for any rubbish: %j', (said) => {
    expect(localeOf(said)).toEqual({ language: 'en', region: 'en-US' });
  });

  it('is found without the question that takes a browser long, where it is one of ours', () => {
    const ask = vi.spyOn(Intl.NumberFormat, 'supportedLocalesOf');
    expect(localeOf(['de-AT', 'en'])).toEqual({ language: 'de', region: 'de-AT' });
    expect(ask).not.toHaveBeenCalled();
    expect(localeOf(['fr-FR']).region).toBe('fr-FR-x-en');
    expect(ask).toHaveBeenCalledOnce();
    ask.mockRestore();
  });

  it('mends the tags of POSIX, and takes the first that is a language', () => {
    expect(tagOf('pt_BR.UTF-8')).toBe('pt-BR');
    expect(localeOf(['C', 'de_DE@euro'])).toEqual({ language: 'de', region: 'de-DE' });
  });

  it('is what the person chose, each for itself', () => {
    expect(localeOf(['en-US'], { language: 'de', region: null })).toEqual({
      language: 'de',
      region: 'en-US-x-de',
    });
    expect(localeOf(['en-US'], { language: null, region: 'de-DE' })).toEqual({
      language: 'en',
      region: 'de-DE-x-en',
    });
    expect(localeOf(['fr-FR'], { language: 'es', region: 'es-MX' })).toEqual({
      language: 'es',
      region: 'es-MX',
    });
    expect(localeOf(['en-US'], { language: null, region: 'rubbish!' }).region).toBe('en-US');
  });
});
