import type { ClothesTexts } from './clothes-text';

export const clothesEn: ClothesTexts = {
  name: 'Clothes',
  hint: 'Irons creases in clothes where you mark them, for this picture only. No preset holds it.',
  about:
    'Clothes takes light and shade of creases out of cloth that you mark. A soft pattern or a knit can get weaker. The layer and NAME.json name it.',
  allow: 'I understand: use Clothes',
  where: 'Take the brush, choose Clothes and paint over creased cloth.',
  done: 'clothes ironed',
};
