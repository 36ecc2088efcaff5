/** The two appearances of the editor. */
export type ThemeName = 'light' | 'dark';

/** A theme for the innermost frame: the class on `html` and the `--figma-color-*` variables. */
export interface FrameTheme {
  readonly name: ThemeName;
  readonly css: string;
}

/** Figma's semantic colours, light and dark: the tokens that a plugin's window uses. */
const COLORS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  bg: ['#ffffff', '#2c2c2c'],
  'bg-hover': ['#f5f5f5', '#383838'],
  'bg-pressed': ['#e6e6e6', '#444444'],
  'bg-secondary': ['#f5f5f5', '#383838'],
  'bg-secondary-hover': ['#f0f0f0', '#404040'],
  'bg-tertiary': ['#e6e6e6', '#444444'],
  'bg-selected': ['#e5f4ff', '#4a5878'],
  'bg-selected-hover': ['#bde3ff', '#667799'],
  'bg-selected-secondary': ['#f2f9ff', '#394360'],
  'bg-disabled': ['#d9d9d9', '#757575'],
  'bg-disabled-secondary': ['#e6e6e6', '#444444'],
  'bg-inverse': ['#2c2c2c', '#ffffff'],
  'bg-brand': ['#0d99ff', '#0c8ce9'],
  'bg-brand-hover': ['#007be5', '#0a6dc2'],
  'bg-brand-pressed': ['#0768cf', '#105cad'],
  'bg-brand-secondary': ['#0768cf', '#105cad'],
  'bg-brand-tertiary': ['#e5f4ff', '#394360'],
  'bg-component': ['#9747ff', '#8a38f5'],
  'bg-success': ['#14ae5c', '#198f51'],
  'bg-success-tertiary': ['#cff7d3', '#375a3f'],
  'bg-warning': ['#ffcd29', '#f3c11b'],
  'bg-warning-tertiary': ['#fff1c2', '#604b10'],
  'bg-danger': ['#f24822', '#e03e1a'],
  'bg-danger-hover': ['#dc3412', '#c4381c'],
  'bg-danger-tertiary': ['#ffe2e0', '#60332e'],
  text: ['rgba(0, 0, 0, 0.9)', '#ffffff'],
  'text-secondary': ['rgba(0, 0, 0, 0.5)', 'rgba(255, 255, 255, 0.7)'],
  'text-tertiary': ['rgba(0, 0, 0, 0.3)', 'rgba(255, 255, 255, 0.4)'],
  'text-disabled': ['rgba(0, 0, 0, 0.3)', 'rgba(255, 255, 255, 0.4)'],
  'text-hover': ['rgba(0, 0, 0, 0.9)', '#ffffff'],
  'text-onbrand': ['#ffffff', '#ffffff'],
  'text-onbrand-secondary': ['rgba(255, 255, 255, 0.8)', 'rgba(255, 255, 255, 0.8)'],
  'text-onselected': ['rgba(0, 0, 0, 0.9)', '#ffffff'],
  'text-ondisabled': ['#ffffff', 'rgba(0, 0, 0, 0.9)'],
  'text-onsuccess': ['#ffffff', '#ffffff'],
  'text-onwarning': ['rgba(0, 0, 0, 0.9)', 'rgba(0, 0, 0, 0.9)'],
  'text-ondanger': ['#ffffff', '#ffffff'],
  'text-brand': ['#007be5', '#7cc4f8'],
  'text-success': ['#009951', '#79d297'],
  'text-warning': ['#b86200', '#f7d15f'],
  'text-danger': ['#dc3412', '#fca397'],
  icon: ['rgba(0, 0, 0, 0.9)', '#ffffff'],
  'icon-secondary': ['rgba(0, 0, 0, 0.5)', 'rgba(255, 255, 255, 0.7)'],
  'icon-tertiary': ['rgba(0, 0, 0, 0.3)', 'rgba(255, 255, 255, 0.4)'],
  'icon-disabled': ['rgba(0, 0, 0, 0.3)', 'rgba(255, 255, 255, 0.4)'],
  'icon-onbrand': ['#ffffff', '#ffffff'],
  'icon-onselected': ['#007be5', '#7cc4f8'],
  'icon-brand': ['#007be5', '#7cc4f8'],
  'icon-success': ['#14ae5c', '#79d297'],
  'icon-warning': ['#e8a302', '#f7d15f'],
  'icon-danger': ['#f24822', '#fca397'],
  'icon-component': ['#9747ff', '#d1a8ff'],
  border: ['#e6e6e6', '#444444'],
  'border-strong': ['#2c2c2c', '#ffffff'],
  'border-selected': ['#0d99ff', '#0c8ce9'],
  'border-selected-strong': ['#007be5', '#7cc4f8'],
  'border-disabled': ['#e6e6e6', '#444444'],
  'border-disabled-strong': ['#b3b3b3', '#757575'],
  'border-onbrand': ['#007be5', '#0a6dc2'],
  'border-brand': ['#bde3ff', '#4a5878'],
  'border-brand-strong': ['#0d99ff', '#0c8ce9'],
  'border-success': ['#aff4c6', '#3d6b4a'],
  'border-success-strong': ['#14ae5c', '#198f51'],
  'border-warning': ['#ffe8a3', '#7a5f14'],
  'border-warning-strong': ['#e8a302', '#f3c11b'],
  'border-danger': ['#ffc7c2', '#803226'],
  'border-danger-strong': ['#f24822', '#e03e1a'],
};

/** The variables of a theme as one css rule on `:root`. */
export function themeCss(name: ThemeName): string {
  const column = name === 'light' ? 0 : 1;
  const lines = Object.entries(COLORS).map(([token, values]) => `--figma-color-${token}: ${values[column]};`);
  return `:root { color-scheme: ${name}; ${lines.join(' ')} }`;
}
