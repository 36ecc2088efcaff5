import type { ClothesTexts } from './clothes-text';

export const clothesZh: ClothesTexts = {
  name: '衣物',
  hint: '熨平您所标记衣物上的褶皱，仅用于这张图片，不会存入预设。',
  about: '衣物会在您标记的布料上去掉褶皱的明暗。柔和的图案或针织纹理可能变弱。图层和 NAME.json 会写明。',
  allow: '我已了解，使用衣物',
  where: '选择画笔，再选“衣物”，涂抹有褶皱的布料。',
  done: '衣物已熨平',
};
