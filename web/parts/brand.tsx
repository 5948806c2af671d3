export const Brand = () => (
  <svg width="24" height="24" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true" class="icon brand-mark">
    <path d="M3 3h8v8H3zM13 13h8v8h-8z" />
    <path d="M13 3h8v8h-8zM3 13h8v8H3z" opacity=".45" />
  </svg>
);
