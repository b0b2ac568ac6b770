"""An Express Gateway service: what a program declares (``spec``) and what AWS answers (``observed``)."""
