document.body.append('Served by webpack.');
