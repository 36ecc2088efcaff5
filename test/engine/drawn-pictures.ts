/** Drawings that are no photographs of people, 480 × 480, as SVG. The middle of each lies at 240, 245. */
export const DRAWN = {
  person: `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480"><rect width="480" height="480" fill="#9ccbe8"/>
    <ellipse cx="240" cy="250" rx="120" ry="150" fill="#f2c9a5" stroke="#333" stroke-width="5"/>
    <path d="M120 220Q130 80 240 85Q350 80 360 220Q330 140 240 140Q150 140 120 220z" fill="#5a3a1c"/>
    <g fill="#fff" stroke="#333" stroke-width="4"><ellipse cx="195" cy="230" rx="24" ry="18"/><ellipse cx="285" cy="230" rx="24" ry="18"/></g>
    <circle cx="197" cy="231" r="9" fill="#234"/><circle cx="283" cy="231" r="9" fill="#234"/>
    <path d="M165 195Q195 180 222 195M258 195Q285 180 315 195" fill="none" stroke="#5a3a1c" stroke-width="9"/>
    <path d="M240 245Q228 285 240 290Q250 290 254 286" fill="none" stroke="#a5714a" stroke-width="5"/>
    <path d="M190 330Q240 370 290 330Q240 345 190 330z" fill="#c33" stroke="#333" stroke-width="4"/></svg>`,
  smiley: `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480"><rect width="480" height="480" fill="#fff"/>
    <circle cx="240" cy="240" r="140" fill="#ffd93b" stroke="#333" stroke-width="6"/><circle cx="190" cy="205" r="16"/><circle cx="290" cy="205" r="16"/>
    <path d="M170 280Q240 350 310 280" fill="none" stroke="#333" stroke-width="10"/></svg>`,
  cat: `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480"><rect width="480" height="480" fill="#d9d2c3"/>
    <path d="M110 230L105 80L200 140Q240 130 280 140L375 80L370 230Q390 330 300 375Q240 400 180 375Q90 330 110 230z" fill="#d69a5b" stroke="#5b3a1c" stroke-width="5"/>
    <path d="M125 110L130 170L175 150zM355 110L350 170L305 150z" fill="#e9b6a5"/>
    <g fill="#c9d94a"><ellipse cx="185" cy="240" rx="26" ry="30"/><ellipse cx="295" cy="240" rx="26" ry="30"/></g>
    <ellipse cx="185" cy="240" rx="8" ry="28"/><ellipse cx="295" cy="240" rx="8" ry="28"/><path d="M222 295L258 295L240 315z" fill="#c4736b"/>
    <path d="M240 315Q240 345 205 345M240 315Q240 345 275 345" fill="none" stroke="#5b3a1c" stroke-width="5"/>
    <path d="M80 300L190 310M80 335L190 325M400 300L290 310M400 335L290 325" stroke="#fff" stroke-width="3"/></svg>`,
} as const;
