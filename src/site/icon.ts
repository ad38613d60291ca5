/** The site's sign: three notes and the links between them. */
const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>path{stroke:#4a5568}circle{fill:#4a5568}.self{fill:#b5482f}@media(prefers-color-scheme:dark){path{stroke:#c3cad5}circle{fill:#c3cad5}.self{fill:#e58a6f}}</style><path d="M7 24 14 9l11 10" fill="none" stroke-width="2.5"/><circle cx="7" cy="24" r="3.5"/><circle cx="25" cy="19" r="3.5"/><circle class="self" cx="14" cy="9" r="5.5"/></svg>`;

/** As an address, so that a page need not ask for it. */
export const icon = `data:image/svg+xml,${picture.replace(/[#<>"%]/g, (sign) => encodeURIComponent(sign))}`;
